using System.Text.RegularExpressions;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Wire;
using FaceRek.Tests.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Billing;

/// <summary>
/// Known mistakes of other Stripe integrations, each tried here: foreign customers and metadata, races, leaks,
/// responses that promise too much.
/// </summary>
public sealed partial class BillingMistakesTests(BillingFixture stage) : IClassFixture<BillingFixture>
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    private Guid Ada => stage.World.Ada.Id;

    [Fact]
    public async Task An_invoice_that_Stripe_keeps_under_another_customer_is_not_opened()
    {
        var (company, other) = (await stage.NewCompanyAsync(7), await stage.NewCompanyAsync(7));
        await stage.BuyAsync(company);
        await stage.BuyAsync(other);
        var theirs = (await stage.AtStripeAsync(other, "invoice")).Single().Id();
        var mine = await RowAsync(company, db => db.Invoices.SingleAsync());
        await stage.App.InAsync(other, (FaceRekDb db) => db.Invoices.ExecuteDeleteAsync());
        await stage.App.InAsync(
            company,
            (FaceRekDb db) =>
                db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(invoice => invoice.StripeId, theirs))
        );
        Assert.IsType<BillingOutcome.Refused>(
            await stage.AsOwnerAsync<InvoiceDesk, BillingOutcome?>(
                company,
                desk => desk.OpenAsync(mine.Id, asPdf: false, Whatever)
            )
        );
    }

    [Fact]
    public async Task Who_opened_the_portal_is_on_record_and_its_address_is_not()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var portal = Assert.IsType<BillingOutcome.GoTo>(
            await stage.AsOwnerAsync<PortalDesk, BillingOutcome>(company, desk => desk.OpenAsync(Ada, Whatever))
        );
        var lines = await RowAsync(company, db => db.AuditEntries.ToListAsync());
        Assert.Equal(Ada, Assert.Single(lines, line => line.What == "billing-portal.opened").ByUserId);
        Assert.All(
            lines,
            line =>
                Assert.DoesNotContain(portal.Address.AbsolutePath, line.Before + line.After, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_the_database_did_not_keep_is_an_error_to_Stripe_whose_next_try_is_taken()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var before = stage.Stripe.Webhooks.Deliveries.Count;
        await stage.App.InAsync(
            company,
            (FaceRekDb db) =>
                db.Database.ExecuteSqlRawAsync(
                    "CREATE TRIGGER disk_full BEFORE INSERT ON StripeEvents BEGIN SELECT RAISE(ABORT, 'disk full'); END"
                )
        );
        await RefundAsync(company, 500);
        await stage.Stripe.Webhooks.IdleAsync();
        await stage.App.InAsync(company, (FaceRekDb db) => db.Database.ExecuteSqlRawAsync("DROP TRIGGER disk_full"));
        Assert.NotEmpty(stage.Stripe.Webhooks.Deliveries.Skip(before));
        Assert.All(stage.Stripe.Webhooks.Deliveries.Skip(before), delivery => Assert.Equal(500, delivery.Status));
        Assert.Equal(0, await RefundsToldAsync(company));

        await stage.SettleAsync();
        Assert.Equal(
            (1, 2),
            (await RefundsToldAsync(company), await RowAsync(company, db => db.Payments.CountAsync()))
        );
    }

    [Fact]
    public async Task Metadata_that_names_another_organization_changes_nothing_there()
    {
        var (company, other) = (await stage.NewCompanyAsync(7), await stage.NewCompanyAsync(7));
        await stage.BuyAsync(company);
        var (subscription, customer) = (
            (await stage.AtStripeAsync(company, "subscription")).Single(),
            await stage.CustomerIdAsync(company)
        );
        await stage.Stripe.DoAsync(account =>
        {
            account.Books.Change(
                account.Books.Find(customer)!,
                "customer.updated",
                changed => changed["metadata"]!["organization"] = other.Id.ToString("N")
            );
            account.Books.Change(
                subscription,
                "customer.subscription.updated",
                changed => changed["metadata"]!["organization"] = other.Id.ToString("N")
            );
            return 0;
        });
        await stage.SettleAsync();
        Assert.Equal(
            (AccessReason.Subscribed, AccessReason.Trial),
            ((await stage.AccessAsync(company)).Reason, (await stage.AccessAsync(other)).Reason)
        );
        Assert.Equal(
            (0, 0),
            (
                await RowAsync(other, db => db.Subscriptions.CountAsync()),
                await RowAsync(other, db => db.BillingAccounts.CountAsync())
            )
        );
    }

    [Fact]
    public async Task The_way_back_from_the_checkout_follows_the_settings_and_not_the_host_of_the_request()
    {
        var company = await stage.NewCompanyAsync(7);
        using var owner = await stage.World.ClientOfAsync(stage.World.Ada);
        owner.DefaultRequestHeaders.Host = "evil.example";
        using var bought = await owner.SubmitAsync(
            $"/{company.Slug}/billing/choose?plan=team&interval=month",
            new() { ["plan"] = "team", ["interval"] = "month" },
            action: $"/{company.Slug}/billing/choose"
        );
        Assert.StartsWith(stage.Stripe.ApiBase, bought.Headers.Location?.AbsoluteUri, StringComparison.Ordinal);
        var session = Assert.Single(await stage.AtStripeAsync(company, "checkout.session"));
        Assert.All(
            [session.Text("success_url"), session.Text("cancel_url")],
            url => Assert.StartsWith(stage.App.Address.AbsoluteUri, url, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Owners_who_choose_different_plans_at_once_can_pay_for_one_only(int round)
    {
        var company = await stage.NewCompanyAsync(6 + round);
        var outcomes = await Task.WhenAll(
            new[] { "team", "business", "team", "business" }.Select(plan =>
                Task.Run(() =>
                    stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
                        company,
                        desk => desk.StartAsync(plan, BillingInterval.Month, Ada, Whatever)
                    )
                )
            )
        );
        Assert.All(
            outcomes,
            outcome =>
                Assert.True(
                    outcome is BillingOutcome.GoTo or BillingOutcome.Overtaken or BillingOutcome.Unreachable,
                    outcome.ToString()
                )
        );
        Assert.Single(await stage.AtStripeAsync(company, "checkout.session"), session => session.Is("status", "open"));
        foreach (var address in outcomes.OfType<BillingOutcome.GoTo>().Select(go => go.Address.AbsoluteUri).Distinct())
        {
            await stage.Buyer.PressAsync(address, "pay");
        }
        await stage.SettleAsync();
        Assert.Single(await stage.AtStripeAsync(company, "subscription"));
    }

    [Fact]
    public async Task People_who_come_while_the_checkout_is_open_are_paid_for_afterwards()
    {
        var company = await stage.NewCompanyAsync(7);
        var checkout = Assert.IsType<BillingOutcome.GoTo>(
            await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
                company,
                desk => desk.StartAsync("team", BillingInterval.Month, Ada, Whatever)
            )
        );
        await stage.FillAsync(company, 9);
        await stage.Buyer.PressAsync(checkout.Address.AbsoluteUri, "pay");
        await stage.SettleAsync();
        Assert.Equal(7, await RowAsync(company, async db => (await db.Subscriptions.SingleAsync()).Seats));
        await stage.AdvanceAsync(SeatChangeQueue.Quiet + TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () =>
            (await stage.AtStripeAsync(company, "subscription")).Single().Data("items").Single().Whole("quantity") == 9
        );
    }

    [Fact]
    public async Task What_Stripe_says_about_an_error_stands_on_no_page()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var customer = await stage.CustomerIdAsync(company);
        var lost = stage.Stripe.Account.Books.Find(customer)!;
        await stage.Stripe.DoAsync(() => stage.Stripe.Account.Books.Remove(customer));
        using var owner = await stage.World.ClientOfAsync(stage.World.Ada);
        using var pressed = await owner.SubmitAsync(
            $"/{company.Slug}/billing",
            [],
            action: $"/{company.Slug}/billing/portal"
        );
        var page = await owner.Read(pressed.Headers.Location!.OriginalString);
        await stage.Stripe.DoAsync(account => account.Books.Add(lost));
        Assert.Matches("Stripe refused this .* mention req_", page);
        Assert.All(
            ["No such", customer, "resource_missing", stage.Stripe.ApiBase],
            word => Assert.DoesNotContain(word, page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_secret_of_Stripes_lies_in_a_file_of_the_repository()
    {
        var files = Directory
            .EnumerateFiles(Repository.Root)
            .Concat(
                new[] { "bin", "docs", "FaceRek.Core", "FaceRek.Web", "FaceRek.Tests" }
                    .SelectMany(folder =>
                        Directory.EnumerateFiles(
                            Path.Combine(Repository.Root, folder),
                            "*",
                            SearchOption.AllDirectories
                        )
                    )
                    .Where(file =>
                        !Path.GetRelativePath(Repository.Root, file)
                            .Split(Path.DirectorySeparatorChar)
                            .Skip(1)
                            .Any(part => part is "bin" or "obj" or "App_Data")
                    )
            )
            .Where(file =>
                Path.GetExtension(file)
                    is ""
                        or ".cs"
                        or ".cshtml"
                        or ".razor"
                        or ".json"
                        or ".js"
                        or ".md"
                        or ".csproj"
                        or ".props"
                        or ".sh"
                        or ".txt"
            )
            .ToArray();
        Assert.Contains(files, file => file.EndsWith("appsettings.json", StringComparison.Ordinal));
        Assert.All(files, file => Assert.False(Secret().IsMatch(File.ReadAllText(file)), $"{file} holds a secret."));
        Assert.DoesNotContain(
            "Secret",
            File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")),
            StringComparison.OrdinalIgnoreCase
        );
    }

    /// <summary>Whatever goes wrong with billing, no other data is deleted.</summary>
    [Fact]
    public void Billing_deletes_nothing_but_its_own_records()
    {
        string[] papers = ["db.OpenCheckouts", "db.PlanChanges", "StripeEvents", "db.OutboxEmails"];
        var deletions = Repository
            .Sources("FaceRek.Core/Billing")
            .SelectMany(source => source.Text.Split(';', '{'))
            .Where(statement =>
                statement.Contains("ExecuteDelete", StringComparison.Ordinal)
                || statement.Contains("db.Remove", StringComparison.Ordinal)
                || statement.Contains(".RemoveRange(", StringComparison.Ordinal)
            )
            .Select(statement => string.Concat(statement.Where(email => !char.IsWhiteSpace(email))))
            .ToArray();
        Assert.NotEmpty(deletions);
        Assert.All(
            deletions,
            statement => Assert.Contains(papers, paper => statement.Contains(paper, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_refund_made_in_Stripes_dashboard_shows_on_the_owners_page_which_says_how_to_ask_for_one()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var number = (await stage.AtStripeAsync(company, "invoice")).Single().Text("number");
        using var owner = await stage.World.ClientOfAsync(stage.World.Ada);
        var before = await owner.Read($"/{company.Slug}/billing/transactions");
        Assert.Contains($"/contact?refund={number}", before, StringComparison.Ordinal);
        Assert.Contains(
            $"Please refund invoice {number}",
            await owner.Read($"/contact?refund={number}"),
            StringComparison.Ordinal
        );

        await RefundAsync(company, 500);
        await stage.SettleAsync();
        Assert.Contains(
            "5.00 refunded",
            await owner.Read($"/{company.Slug}/billing/transactions"),
            StringComparison.Ordinal
        );

        await RefundAsync(company, 1250);
        await stage.SettleAsync();
        var after = await owner.Read($"/{company.Slug}/billing/transactions");
        Assert.Contains("Refunded", after, StringComparison.Ordinal);
        Assert.DoesNotContain("/contact?refund=", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bank_that_asks_to_confirm_a_renewal_is_written_about_once()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.Buyer.ReplaceCardAsync(
            await stage.CustomerIdAsync(company),
            FaceRek.Tests.Support.FakeStripe.Ledger.Card.Asking
        );
        await stage.AdvanceAsync(TimeSpan.FromDays(31) + TimeSpan.FromHours(2));
        await stage.SettleAsync();
        var attempts = (await stage.AtStripeAsync(company, "invoice"))[0].Whole("attempt_count");
        await Eventually.HoldsAsync(() =>
            Task.FromResult(
                stage.App.Mail.Emails.Count(message =>
                    message.Subject == $"Your bank asks you to confirm a payment for {company.Name}"
                ) == attempts
            )
        );
        Assert.Equal(AccessReason.PastDue, (await stage.AccessAsync(company)).Reason);
    }

    [Fact]
    public async Task Every_change_of_a_subscription_is_on_record_with_who_before_and_after()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.CancelAsync(Ada, Whatever));
        await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.ResumeAsync(Ada, Whatever));
        await stage.FillAsync(company, 9);
        await stage.AsOwnerAsync<SeatSync, int>(
            company,
            async seats =>
            {
                await seats.RunAsync(Whatever);
                return 0;
            }
        );
        await stage.Buyer.Api.Subscriptions.CancelAsync(
            (await stage.AtStripeAsync(company, "subscription")).Single().Id()
        );
        await stage.SettleAsync();

        var lines = await RowAsync(
            company,
            db =>
                db.AuditEntries.Where(line => line.What == "subscription.changed")
                    .OrderBy(line => line.Id)
                    .ToListAsync()
        );
        Assert.Null(lines[0].Before);
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.Equal(pair.First.After, pair.Second.Before));
        Assert.All(lines, line => Assert.True(line is { ByUserId: not null } or { By: "Stripe" }));
        Assert.Equal(
            ["for 7, active", "ends", "for 7, active", "for 9, active", "canceled"],
            lines
                .Select(line => Step().Match(line.After!).Value)
                .Where(word => word.Length > 0)
                .Aggregate(new List<string>(), Unrepeated)
        );
        Assert.Contains(lines, line => line.ByUserId == Ada && line.After!.Contains("ends", StringComparison.Ordinal));
    }

    private async Task<int> RefundsToldAsync(Organization company)
    {
        var customer = await stage.CustomerIdAsync(company);
        return await RowAsync(
            company,
            db =>
                db.StripeEvents.CountAsync(message =>
                    message.CustomerId == customer && message.Type == "charge.refunded"
                )
        );
    }

    private static List<string> Unrepeated(List<string> words, string next)
    {
        if (words.Count == 0 || words[^1] != next)
        {
            words.Add(next);
        }
        return words;
    }

    /// <summary>A refund by the seller's staff in Stripe's dashboard, without our application.</summary>
    private async Task RefundAsync(Organization company, long amount)
    {
        var charge = (await stage.AtStripeAsync(company, "charge")).Single();
        await stage.Stripe.DoAsync(account => account.Payments.Refund(charge, amount));
    }

    private Task<T> RowAsync<T>(Organization organization, Func<FaceRekDb, Task<T>> read) =>
        stage.AsOwnerAsync(organization, read);

    /// <summary>Our own keys are all lower case, and our own signing secrets are base64.</summary>
    [GeneratedRegex("(sk|rk)_(live|test)_(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{16,}|whsec_(?>[A-Za-z0-9]{16,})(?![+/=\\\\])")]
    private static partial Regex Secret();

    [GeneratedRegex("ends|canceled|for [0-9]+, active$")]
    private static partial Regex Step();
}
