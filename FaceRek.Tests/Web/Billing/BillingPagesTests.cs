using System.Net;
using System.Text;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Web.SignIn;

namespace FaceRek.Tests.Web.Billing;

/// <summary>The owner's pages without keys. The bakery has one invoice with a refund; the harbour has one of its own.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class BillingPagesTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private Invoice theirs = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        await AddInvoiceAsync(world.Bakery, "FR-0007");
        theirs = await AddInvoiceAsync(world.Harbour, "FR-0008");
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Without_keys_the_page_says_so_and_nothing_can_be_bought_changed_or_opened()
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        var page = await owner.Read("/bakery/billing");
        Assert.Contains("Billing is not configured on this server", page, StringComparison.Ordinal);
        Assert.Contains("Your trial runs until", page, StringComparison.Ordinal);

        using var bought = await owner.SubmitAsync(
            "/bakery/billing/choose",
            new() { ["plan"] = "team", ["interval"] = "month" }
        );
        Assert.Equal(HttpStatusCode.Conflict, bought.StatusCode);
        Assert.Contains(
            "Billing is not configured on this server",
            await bought.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        foreach (var path in new[] { "/bakery/billing/portal", "/bakery/billing/resume" })
        {
            using var pressed = await owner.SubmitAsync("/bakery/billing", [], action: path);
            Assert.Equal("/bakery/billing", pressed.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task Transactions_show_invoice_payment_and_refund_of_ones_own_organization_only()
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        var page = WebUtility.HtmlDecode(await owner.Read("/bakery/billing/transactions"));
        Assert.Contains("FR-0007", page, StringComparison.Ordinal);
        Assert.Contains("€5.00 refunded", page, StringComparison.Ordinal);
        Assert.Contains("−€5.00", page, StringComparison.Ordinal);
        Assert.DoesNotContain("FR-0008", page, StringComparison.Ordinal);
        // Without keys no invoice can be opened, and without a contact address no refund can be requested.
        Assert.Contains("invoices cannot be opened or paid here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/billing/invoice/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/contact?refund=", page, StringComparison.Ordinal);

        using var foreign = await owner.Get($"/bakery/billing/invoice/{theirs.Id}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory]
    [InlineData("transactions?year=1999")]
    [InlineData("transactions?year=soon")]
    [InlineData("report?year=3000")]
    [InlineData("report-sheet?year=-1")]
    [InlineData("seats?month=2026-13")]
    [InlineData("seats?month=1999-01")]
    public async Task A_time_in_which_there_was_no_organization_is_nowhere(string path)
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        using var answer = await owner.Get($"/bakery/billing/{path}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_report_and_its_sheet_say_the_same()
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        var page = WebUtility.HtmlDecode(await owner.Read("/bakery/billing/report"));
        Assert.Contains("€36.00", page, StringComparison.Ordinal);
        Assert.Contains("€31.00 in total.", page, StringComparison.Ordinal);

        var now = world.Bakery.InZone(app.Clock.GetUtcNow());
        using var sheet = await owner.Get("/bakery/billing/report-sheet");
        Assert.Equal(
            FormattableString.Invariant($"billing-bakery-{now.Year}.csv"),
            sheet.Content.Headers.ContentDisposition?.FileName
        );
        var bytes = await sheet.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding
            .UTF8.GetString(bytes[3..])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(13, lines.Length);
        Assert.Equal("\"Month\",\"Currency\",\"Before tax\",\"Tax\",\"Invoiced\",\"Paid\",\"Refunded\"", lines[0]);
        Assert.Equal(
            FormattableString.Invariant(
                $"\"{now.Year}-{now.Month:00}\",\"EUR\",\"30.00\",\"6.00\",\"36.00\",\"36.00\",\"5.00\""
            ),
            lines[now.Month]
        );
    }

    [Fact]
    public async Task People_by_day_are_drawn_and_listed()
    {
        var today = DateOnly.FromDateTime(world.Bakery.InZone(app.Clock.GetUtcNow()).DateTime);
        await app.InAsync(
            world.Bakery,
            async db =>
            {
                // The recurring count may have created the day already.
                if (await db.SeatDays.FindAsync(world.Bakery.Id, today) is { } counted)
                {
                    db.Remove(counted);
                    await db.SaveChangesAsync();
                }
                db.Add(
                    new SeatDay
                    {
                        OrganizationId = world.Bakery.Id,
                        On = today,
                        Used = 7,
                        Paid = 6,
                        PlanCode = "team",
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        using var owner = await world.ClientOfAsync(world.Ada);
        var page = WebUtility.HtmlDecode(await owner.Read("/bakery/billing/seats"));
        Assert.Contains(": between 7 and 7.", page, StringComparison.Ordinal);
        Assert.Contains("<td>7</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>6</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>Team</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_is_said_to_owners_and_admins_on_the_pages_they_use_and_not_at_the_check_in()
    {
        await app.InAsync(
            world.Bakery,
            async db =>
            {
                db.AddRange(
                    Enumerable
                        .Range(1, 6)
                        .Select(number => new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = $"Baker {number}",
                            CreatedAt = app.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        app.Clock.Advance(PlanCatalogue.TrialLength);
        foreach (
            var (user, isTold) in new[] { (world.Ada, true), (world.Ben, true), (world.Mia, false), (world.Eve, false) }
        )
        {
            using var client = await world.ClientOfAsync(user);
            var page = await client.Read(user == world.Eve ? "/bakery/me" : "/bakery/live");
            Assert.Equal(isTold, page.Contains("FaceRek is read-only.", StringComparison.Ordinal));
            Assert.DoesNotContain(
                "FaceRek is read-only.",
                await client.Read("/bakery/check-in"),
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Of this minute: €30.00 and €6.00 tax, paid, and €5.00 refunded.</summary>
    private async Task<Invoice> AddInvoiceAsync(Organization organization, string number)
    {
        var now = app.Clock.GetUtcNow();
        var invoice = new Invoice
        {
            OrganizationId = organization.Id,
            StripeId = $"in_{organization.Slug}",
            Number = number,
            Status = InvoiceStatus.Paid,
            Total = 3600,
            Tax = 600,
            Paid = 3600,
            CreatedAt = now,
            FinalizedAt = now,
        };
        await app.InAsync(
            organization,
            async (FaceRekDb db) =>
            {
                db.AddRange(
                    invoice,
                    new Payment
                    {
                        OrganizationId = organization.Id,
                        StripeId = $"ch_{organization.Slug}",
                        IsRefund = false,
                        InvoiceId = invoice.StripeId,
                        Status = "succeeded",
                        Amount = 3600,
                        At = now,
                    },
                    new Payment
                    {
                        OrganizationId = organization.Id,
                        StripeId = $"re_{organization.Slug}",
                        IsRefund = true,
                        InvoiceId = invoice.StripeId,
                        Status = "succeeded",
                        Amount = 500,
                        At = now,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        return invoice;
    }
}
