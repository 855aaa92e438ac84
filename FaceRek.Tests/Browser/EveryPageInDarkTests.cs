using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

public sealed class EveryPageInDarkTests(Support.Browser browser) : EveryPageTests(browser, ColorScheme.Dark);
