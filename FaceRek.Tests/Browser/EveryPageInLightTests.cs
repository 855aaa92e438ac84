using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

public sealed class EveryPageInLightTests(Support.Browser browser) : EveryPageTests(browser, ColorScheme.Light);
