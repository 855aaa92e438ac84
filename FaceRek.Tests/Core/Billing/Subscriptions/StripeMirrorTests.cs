using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

/// <summary>From a Stripe snapshot to rows, audit entries and emails: each is written for its own reason, and once.</summary>
public class StripeMirrorTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken Whatever = CancellationToken.None;
    private static int numbers;

    private readonly string tag = $"{Interlocked.Increment(ref numbers)}";

    private string Sub => $"sub_{tag}";

    [Fact]
    public async Task Every_figure_of_an_invoice_is_taken_over_and_the_next_reading_replaces_it()
    {
        var company = await NewAsync();
        var told = new InvoiceSnapshot(
            $"in_{tag}",
            Sub,
            "N-1",
            "open",
            "gbp",
            1200,
            200,
            300,
            900,
            Now,
            Now.AddHours(1),
            Now.AddHours(2),
            Now.AddDays(1),
            Now.AddDays(31),
            3,
            Now.AddDays(4),
            NeedsAction: false
        );
        await ApplyAsync(company, Reading(invoices: [told]));
        Assert.Equal(told, Told(await InvoiceAsync()));
        var paid = told with
        {
            Number = "N-2",
            Status = "paid",
            Total = 1,
            Tax = 2,
            Paid = 3,
            Remaining = 4,
            PaidAt = Now,
            Attempts = 5,
            NextAttemptAt = null,
            SubscriptionId = null,
            Currency = "eur",
            FinalizedAt = null,
            PeriodStartAt = null,
            PeriodEndAt = null,
            CreatedAt = Now.AddDays(1),
        };
        await ApplyAsync(company, Reading(invoices: [paid]));
        Assert.Equal(paid, Told(await InvoiceAsync()));

        Task<Invoice> InvoiceAsync() => ReadAsync(company, db => db.Invoices.SingleAsync());

        static InvoiceSnapshot Told(Invoice row) =>
            new(
                row.StripeId,
                row.SubscriptionId,
                row.Number,
                row.Status,
                row.Currency,
                row.Total,
                row.Tax,
                row.Paid,
                row.Remaining,
                row.CreatedAt,
                row.FinalizedAt,
                row.PaidAt,
                row.PeriodStartAt,
                row.PeriodEndAt,
                row.Attempts,
                row.NextAttemptAt,
                NeedsAction: false
            );
    }

    [Fact]
    public async Task Every_figure_of_a_payment_is_taken_over_and_what_it_was_for_is_not_forgotten()
    {
        var company = await NewAsync();
        var told = Charge() with
        {
            InvoiceId = "in_x",
            Status = "pending",
            FailureCode = "card_declined",
            Means = "visa ···· 4242",
            IsDisputed = false,
        };
        await ApplyAsync(company, Reading(payments: [told]));
        Assert.Equal(told, Told(await PaymentAsync()));
        var later = told with
        {
            Status = "succeeded",
            Amount = 7,
            Currency = "usd",
            At = Now.AddDays(1),
            FailureCode = null,
            Means = "sepa_debit",
            IsDisputed = true,
        };
        await ApplyAsync(company, Reading(payments: [later with { InvoiceId = null }]));
        Assert.Equal(later, Told(await PaymentAsync()));

        Task<Payment> PaymentAsync() => ReadAsync(company, db => db.Payments.SingleAsync());

        static PaymentSnapshot Told(Payment row) =>
            new(
                row.StripeId,
                row.IsRefund,
                row.InvoiceId,
                row.RefundOf,
                row.Status,
                row.Amount,
                row.Currency,
                row.At,
                row.FailureCode,
                row.Means,
                row.IsDisputed
            );
    }

    [Fact]
    public async Task A_refund_is_on_record_once_and_a_dispute_when_it_begins_and_when_it_is_settled()
    {
        var company = await NewAsync();
        var refund = new PaymentSnapshot(
            $"re_{tag}",
            IsRefund: true,
            null,
            $"ch_{tag}",
            "succeeded",
            500,
            "eur",
            Now,
            null,
            null,
            IsDisputed: false
        );
        for (var reading = 0; reading < 2; reading++)
        {
            await ApplyAsync(company, Reading(payments: [Charge(), refund]));
        }
        for (var reading = 0; reading < 2; reading++)
        {
            await ApplyAsync(company, Reading(payments: [Charge() with { IsDisputed = true }, refund]));
        }
        await ApplyAsync(company, Reading(payments: [Charge(), refund]), by: town.World.Ada.Id);
        var lines = await ReadAsync(company, db => db.AuditEntries.OrderBy(line => line.Id).ToListAsync());
        Assert.Equal(
            [
                ("payment.refunded", null, "€5.00", "Stripe", null),
                ("payment.disputed", null, "disputed", "Stripe", null),
                ("payment.disputed", "disputed", "settled", null, (Guid?)town.World.Ada.Id),
            ],
            lines.Select(line => (line.What, line.Before, line.After, line.By, line.ByUserId))
        );
        var rows = await ReadAsync(company, db => db.Payments.ToListAsync());
        Assert.Equal(rows.Single(row => row.IsRefund).Id, lines[0].SubjectId);
        Assert.Equal(rows.Single(row => !row.IsRefund).Id, lines[1].SubjectId);
        Assert.All(lines, line => Assert.Equal(Now, line.At));
    }

    [Fact]
    public async Task A_subscription_is_on_record_when_it_comes_and_when_it_changes_and_its_end_is_written_about_once()
    {
        var company = await NewAsync();
        var ended = Now.AddDays(-2);
        await ApplyAsync(company, Reading([Told()]));
        await ApplyAsync(company, Reading([Told()]));
        await ApplyAsync(company, Reading([Told() with { Seats = 9 }]), by: town.World.Ada.Id);
        for (var reading = 0; reading < 2; reading++)
        {
            await ApplyAsync(
                company,
                Reading([
                    Told() with
                    {
                        Seats = 9,
                        Status = SubscriptionStatus.Canceled,
                        EndedAt = ended,
                        EndReason = "cancellation_requested",
                    },
                ])
            );
        }
        var (lines, told, row) = (
            await ReadAsync(company, db => db.AuditEntries.OrderBy(line => line.Id).ToListAsync()),
            await ReadAsync(company, db => db.BillingEmails.SingleAsync()),
            await ReadAsync(company, db => db.Subscriptions.SingleAsync())
        );
        Assert.Equal(
            [
                (null, "facerek_team_month_v1 for 7, active", null),
                (
                    "facerek_team_month_v1 for 7, active",
                    "facerek_team_month_v1 for 9, active",
                    (Guid?)town.World.Ada.Id
                ),
                ("facerek_team_month_v1 for 9, active", "facerek_team_month_v1 for 9, canceled", null),
            ],
            lines.Select(line => (line.Before, line.After, line.ByUserId))
        );
        Assert.All(lines, line => Assert.Equal(("subscription.changed", row.Id), (line.What, line.SubjectId)));
        Assert.Equal(
            (BillingEmailKind.Cancelled, $"cancelled {Sub}", ended, Now),
            (told.Kind, told.Key, told.About, told.CreatedAt)
        );
        Assert.Equal(company.Id, told.OrganizationId);
    }

    [Fact]
    public async Task Without_a_subscription_its_end_is_not_announced_and_an_end_without_a_day_is_today()
    {
        var (never, gone) = (await NewAsync(), await NewAsync());
        await ApplyAsync(never, Reading([Told() with { Status = SubscriptionStatus.Incomplete }]));
        await ApplyAsync(never, Reading([Told() with { Status = SubscriptionStatus.Canceled }]));
        Assert.Equal(0, await ReadAsync(never, db => db.BillingEmails.CountAsync()));
        await ApplyAsync(
            gone,
            Reading([
                Told("sub_gone" + tag),
                Told("sub_ended" + tag) with
                {
                    Status = SubscriptionStatus.Canceled,
                    EndReason = "payment_failed",
                },
            ])
        );
        // The customer was deleted at Stripe, and with it the running subscription.
        await ApplyAsync(gone, new StripeCustomerSnapshot(IsGone: true, [], [], [], HasEndedCheckout: true));
        var rows = await ReadAsync(gone, db => db.Subscriptions.OrderBy(row => row.StripeId).ToListAsync());
        Assert.Equal(
            [("canceled", "payment_failed"), ("canceled", "customer_removed")],
            rows.Select(row => (row.Status, row.EndReason))
        );
        Assert.Equal((7, "facerek_team_month_v1", "si_1"), (rows[1].Seats, rows[1].LookupKey, rows[1].ItemId));
        Assert.Equal(Now, (await ReadAsync(gone, db => db.BillingEmails.SingleAsync())).About);
        // What a snapshot of an existing customer does not contain stays unchanged.
        var other = await NewAsync();
        await ApplyAsync(other, Reading([Told("sub_kept" + tag)]));
        await ApplyAsync(other, Reading());
        Assert.Equal("active", (await ReadAsync(other, db => db.Subscriptions.SingleAsync())).Status);
    }

    [Theory]
    [InlineData("past_due", "open", 1, false, "payment-failed")]
    [InlineData("past_due", "open", 1, true, "action-required")]
    [InlineData("unpaid", "open", 1, false, "payment-failed")]
    [InlineData("active", "open", 1, false, null)]
    [InlineData("past_due", "open", 0, false, null)]
    [InlineData("past_due", "paid", 1, false, null)]
    public async Task An_invoice_that_could_not_be_collected_is_written_about_once_an_attempt(
        string subscription,
        string invoice,
        int attempts,
        bool needsAction,
        string? kind
    )
    {
        var company = await NewAsync();
        var told = new InvoiceSnapshot(
            $"in_{tag}",
            Sub,
            "N-1",
            invoice,
            "gbp",
            1200,
            200,
            300,
            900,
            Now,
            Now,
            null,
            null,
            null,
            attempts,
            null,
            needsAction
        );
        var past = Told() with { Status = subscription, UnpaidSince = Now };
        for (var reading = 0; reading < 2; reading++)
        {
            await ApplyAsync(
                company,
                Reading([past], [told, told with { StripeId = $"in_other{tag}", SubscriptionId = null }])
            );
        }
        var messages = await ReadAsync(company, db => db.BillingEmails.ToListAsync());
        if (kind is null)
        {
            Assert.Empty(messages);
            return;
        }
        var email = Assert.Single(messages);
        Assert.Equal(
            (
                $"{kind} in_{tag} 1",
                needsAction ? BillingEmailKind.ActionRequired : BillingEmailKind.PaymentFailed,
                900L,
                "gbp",
                Now
            ),
            (email.Key, email.Kind, email.Amount, email.Currency, email.CreatedAt)
        );
        Assert.Equal(subscription == "past_due" ? Now.AddDays(14) : null, email.About);
        await ApplyAsync(company, Reading([past], [told with { Attempts = 2 }]));
        Assert.Equal(2, await ReadAsync(company, db => db.BillingEmails.CountAsync()));
    }

    private PaymentSnapshot Charge() =>
        new($"ch_{tag}", IsRefund: false, null, null, "succeeded", 1750, "eur", Now, null, null, IsDisputed: false);

    private SubscriptionSnapshot Told(string? id = null) =>
        new(id ?? Sub, "si_1", SubscriptionStatus.Active, "facerek_team_month_v1", 7, Now);

    private static StripeCustomerSnapshot Reading(
        IReadOnlyList<SubscriptionSnapshot>? subscriptions = null,
        IReadOnlyList<InvoiceSnapshot>? invoices = null,
        IReadOnlyList<PaymentSnapshot>? payments = null
    ) => new(IsGone: false, subscriptions ?? [], invoices ?? [], payments ?? [], HasEndedCheckout: false);

    private async Task<Organization> NewAsync()
    {
        var name = $"mirror-{Interlocked.Increment(ref numbers)}";
        var company = new Organization
        {
            Name = name,
            Slug = name,
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = Now,
        };
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                await db.SaveChangesAsync();
            }
        );
        return company;
    }

    private Task<int> ApplyAsync(Organization company, StripeCustomerSnapshot reading, Guid? by = null) =>
        town.App.InAsync(
            company,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var before = System.Globalization.CultureInfo.CurrentCulture;
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(
                    "en-GB"
                );
                try
                {
                    await new StripeMirror(db, company, new SyncTrigger(by), Now).ApplyAsync(reading, Whatever);
                }
                finally
                {
                    System.Globalization.CultureInfo.CurrentCulture = before;
                }
                return await db.SaveChangesAsync();
            }
        );

    private Task<T> ReadAsync<T>(Organization company, Func<FaceRekDb, Task<T>> read) =>
        town.App.InAsync(company, services => read(services.GetRequiredService<FaceRekDb>()));
}
