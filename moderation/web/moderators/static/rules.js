// A slider beside each number of the policy page.  The numbers work alone; a slider only says them.

for (const slider of document.querySelectorAll("input[data-for]")) {
  const number = document.getElementById(slider.dataset.for);
  const follow = () => {
    slider.value = number.value === "" ? slider.max : number.value;
    slider.classList.toggle("none", number.value === "");
  };
  number.addEventListener("input", follow);
  slider.addEventListener("input", () => {
    number.value = slider.value;
    slider.classList.remove("none");
  });
  follow();
  slider.hidden = false;
}
