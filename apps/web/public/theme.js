// Before the first paint, so that nobody who chose the dark sees a flash of light.
try {
  const theme = localStorage.getItem('lastpair-theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
