// What the newspaper's own page does; everything under the article is the box's (/box/hanmadi-box.js).

document.documentElement.classList.add("scripted");

const copy = document.querySelector("#copy");
if (!navigator.clipboard) copy?.remove(); // only where the page came over HTTPS, or from this machine
copy?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href.split(/[?#]/)[0]);
  copy.textContent = "복사했습니다";
  setTimeout(() => { copy.textContent = "주소 복사"; }, 2_000);
});
