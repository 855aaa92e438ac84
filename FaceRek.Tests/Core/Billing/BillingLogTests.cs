using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Core.Billing;

public sealed class BillingLogTests
{
    [Fact]
    public async Task No_key_and_no_address_that_lets_its_reader_in_reaches_the_log()
    {
        var (clock, log) = (FaceRekApp.NewClock(), new LogText());
        await using var stripe = await FakeStripeServer.StartAsync(clock);
        stripe.Sell(PlanCatalogue.All);
        await using var app = await FaceRekApp.StartAsync(
            clock: clock,
            adjust: builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter("", LogLevel.Trace).AddProvider(log);
                (
                    builder.Configuration["Billing:ApiBase"],
                    builder.Configuration["Billing:SecretKey"],
                    builder.Configuration["Billing:WebhookSecret"]
                ) = (stripe.ApiBase, FakeStripeServer.SecretKey, FakeStripeServer.WebhookSecret);
            }
        );
        stripe.Listen(new Uri(app.Address, "/hooks/stripe"));
        var world = await World.CreateAsync(app);
        using var buyer = new StripeBuyer(stripe);

        var checkout = Assert.IsType<BillingOutcome.GoTo>(
            await AskAsync<CheckoutDesk>(desk =>
                desk.StartAsync("team", BillingInterval.Month, world.Ada.Id, CancellationToken.None)
            )
        );
        await buyer.PressAsync(checkout.Address.AbsoluteUri, "pay");
        await AskAsync<CheckoutDesk>(desk => desk.ReturnAsync(world.Ada.Id, CancellationToken.None));
        var portal = Assert.IsType<BillingOutcome.GoTo>(
            await AskAsync<PortalDesk>(desk => desk.OpenAsync(world.Ada.Id, CancellationToken.None))
        );
        await stripe.Webhooks.IdleAsync();
        await app.Services.GetRequiredService<StripeEventWorker>().RunAsync(CancellationToken.None);

        var text = log.ToString();
        Assert.Contains("went to the checkout", text, StringComparison.Ordinal);
        Assert.Contains("was received", text, StringComparison.Ordinal);
        Assert.All(
            [
                "sk_test_",
                "rk_test_",
                "whsec_",
                "client_secret",
                "v1=",
                checkout.Address.AbsolutePath,
                portal.Address.AbsolutePath,
                world.Ada.Email!,
            ],
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)
        );

        // The database does not contain a key either.
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "facerek.db*"))
        {
            await using var open = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            var rows = await reader.ReadToEndAsync();
            Assert.All(["sk_test_", "whsec_"], secret => Assert.DoesNotContain(secret, rows, StringComparison.Ordinal));
        }

        Task<BillingOutcome> AskAsync<TDesk>(Func<TDesk, Task<BillingOutcome>> ask)
            where TDesk : notnull => app.InAsync(world.Bakery, services => ask(services.GetRequiredService<TDesk>()));
    }
}
