using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace FaceRek.Web.Pages.Organization.Billing;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class TransactionsModel(
    BillingHistory history,
    CurrentOrganization current,
    StripeConnection stripe,
    IOptions<ContactSettings> contact,
    TimeProvider clock
) : PageModel
{
    public BillingYear Year { get; private set; } = null!;
    public YearPager Pager { get; private set; } = null!;
    public IReadOnlyList<InvoiceRow> Invoices { get; private set; } = [];
    public IReadOnlyList<PaymentRow> Payments { get; private set; } = [];

    /// <summary>Without keys invoices cannot be opened.</summary>
    public bool CanOpen => stripe.IsConfigured;

    /// <summary>Whether the contact page has a recipient.</summary>
    public bool CanAsk => contact.Value.Mailbox is not null;
    public bool IsCut => Math.Max(Invoices.Count, Payments.Count) == BillingHistory.MaxLines;

    public async Task<IActionResult> OnGetAsync(string? year, CancellationToken cancellationToken)
    {
        var (mine, now) = (current.Organization, clock.GetUtcNow());
        if (BillingYear.Read(year, mine, now) is not { } shown)
        {
            return NotFound();
        }
        (Year, Pager) = (shown, YearPager.Around(shown, "transactions", mine, now));
        var invoices = await history.InvoicesAsync(shown, cancellationToken);
        Invoices = InvoiceRows.Of(
            invoices,
            await history.RefundsAsync(invoices, cancellationToken),
            mine,
            CanOpen ? Url.Content("~/billing/invoice") : null,
            CanAsk
        );
        var payments = await history.PaymentsAsync(shown, cancellationToken);
        var numbers = await history.NumbersAsync(payments, cancellationToken);
        Payments =
        [
            .. payments.Select(payment => new PaymentRow(
                mine.InZone(payment.At),
                payment.IsRefund,
                payment.Status,
                payment.Money,
                payment.InvoiceId is { } id ? numbers.GetValueOrDefault(id) : null,
                payment.Means,
                payment.IsDisputed
            )),
        ];
        return Page();
    }
}
