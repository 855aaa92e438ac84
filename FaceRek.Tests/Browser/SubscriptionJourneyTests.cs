using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceRek.Tests.Browser;

/// <summary>A customer's year: a real browser, the real application, and the double's copy of Stripe's pages; one clock for all.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class SubscriptionJourneyTests(Support.Browser browser, BillingFixture stage)
    : IClassFixture<BillingFixture>
{
    private const int People = 7;
    private const string Pin = "271828";

    [Fact]
    public async Task From_the_trial_to_team_to_business_through_arrears_to_read_only_and_back_and_out_and_in_again()
    {
        Support.Browser.SkipWhereAbsent();
        await stage.FillAsync(stage.World.Bakery, People);
        var eve = await stage.World.ClientOfAsync(stage.World.Eve);
        await eve.SubmitAsync("/bakery/me/pin", new() { ["Input.Pin"] = Pin, ["Input.Again"] = Pin });
        var page = await browser.OpenAsync(stage.App, stage.World, stage.World.Ada);

        await GoAsync(page, "/bakery/billing");
        await Expect(page.GetByText("Your trial runs until")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a plan" }).ClickAsync();
        await page.Locator("[data-plan=team] a").ClickAsync();
        await PressAsync(page, "Go to payment");
        await Expect(page.GetByText("7 × 2.50 EUR a month")).ToBeVisibleAsync();
        await ChooseCardAsync(page, "A card that is declined", "Subscribe");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("declined");
        await ChooseCardAsync(page, "A card that asks its owner (3D Secure)", "Subscribe");
        await PressAsync(page, "Yes, complete");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/bakery/billing");
        await ExpectStateAsync(page, "You are on Team");

        await PressAsync(page, "Payment method");
        await ChooseCardAsync(page, "A card that pays", "Save card");
        await page.GetByRole(AriaRole.Link, new() { Name = "Return to FaceRek" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change plan" }).ClickAsync();
        await page.Locator("[data-plan=business] a").ClickAsync();
        await PressAsync(page, "Change and pay");
        await ExpectStateAsync(page, "You are on Business");

        await PressAsync(page, "Payment method");
        await ChooseCardAsync(page, "A card that is declined later", "Save card");
        await AdvanceAsync(page, TimeSpan.FromDays(31) + TimeSpan.FromHours(2));
        await GoAsync(page, "/bakery");
        await Expect(page.GetByText("A payment failed.")).ToBeVisibleAsync();
        await AddAsync(page, "Nina New");
        Assert.True(await HasAsync("Nina New"));

        await AdvanceAsync(page, TimeSpan.FromDays(14));
        await ExpectStateAsync(page, "Read-only until the open invoice is paid");
        await AddAsync(page, "Otto Over");
        Assert.False(await HasAsync("Otto Over"));
        await CheckInAsync();

        await GoAsync(page, "/bakery/billing");
        await PressAsync(page, "Payment method");
        await ChooseCardAsync(page, "A card that pays", "Save card");
        await page.GetByRole(AriaRole.Link, new() { Name = "Return to FaceRek" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pay the open invoice" }).ClickAsync();
        await ChooseCardAsync(page, "A card that pays", "Pay");
        await Expect(page.GetByText("State: paid")).ToBeVisibleAsync();
        await stage.SettleAsync();
        await ExpectStateAsync(page, "You are on Business");
        await AddAsync(page, "Otto Over");
        Assert.True(await HasAsync("Otto Over"));

        await GoAsync(page, "/bakery/billing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel subscription" }).ClickAsync();
        await PressAsync(page, "Cancel subscription");
        await Expect(page.GetByText("Business ends on")).ToBeVisibleAsync();
        await PressAsync(page, "Keep Business");
        await ExpectStateAsync(page, "You are on Business");
        await AdvanceAsync(page, TimeSpan.FromDays(31));
        await ExpectStateAsync(page, "You are on Business");
    }

    /// <summary>Waits for Stripe's events, and reloads like an owner would.</summary>
    private async Task ExpectStateAsync(IPage page, string words)
    {
        await stage.SettleAsync();
        await GoAsync(page, "/bakery/billing");
        await Expect(page.GetByText(words)).ToBeVisibleAsync();
    }

    private async Task CheckInAsync()
    {
        var eve = await stage.World.ClientOfAsync(stage.World.Eve);
        var answer = await eve.SubmitAsync(
            "/bakery/check-in/pin",
            new() { ["Input.Pin"] = Pin, ["Input.Direction"] = "In" }
        );
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotEmpty(
            await stage.App.InAsync(
                stage.World.Bakery,
                services => services.GetRequiredService<FaceRekDb>().Punches.ToListAsync()
            )
        );
    }

    /// <summary>Months pass, so the user signs in again.</summary>
    private async Task AdvanceAsync(IPage page, TimeSpan span)
    {
        await stage.AdvanceAsync(span);
        var cookie = await stage.World.SignInCookieAsync(stage.World.Ada);
        await page.Context.AddCookiesAsync([
            new()
            {
                Name = cookie.Name,
                Value = cookie.Value,
                Url = stage.App.Address.ToString(),
            },
        ]);
    }

    private static async Task AddAsync(IPage page, string name)
    {
        await GoAsync(page, "/bakery/people/add");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await PressAsync(page, "Add");
    }

    private static async Task ChooseCardAsync(IPage page, string card, string button)
    {
        await page.GetByLabel("Card").SelectOptionAsync(new SelectOptionValue { Label = card });
        await PressAsync(page, button);
    }

    /// <summary>Waits until the form has been answered; the caller checks where that leads.</summary>
    private static async Task PressAsync(IPage page, string button)
    {
        await page.EvaluateAsync("window.isPressed = true");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                return await page.EvaluateAsync<bool>("!window.isPressed && document.readyState === 'complete'");
            }
            catch (PlaywrightException)
            {
                return false;
            } // between two documents
        });
    }

    private Task<bool> HasAsync(string person) =>
        stage.App.InAsync(
            stage.World.Bakery,
            services => services.GetRequiredService<FaceRekDb>().People.AnyAsync(one => one.Name == person)
        );

    private static async Task GoAsync(IPage page, string path) => await page.GotoAsync(path);
}
