using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Billing;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class IndexModel(
    SubscriptionOverviewReader overviews,
    BillingHistory history,
    CurrentOrganization current,
    TimeProvider clock
) : PageModel
{
    private const int LatestInvoices = 3;

    public SubscriptionOverview Standing { get; private set; } = null!;
    public FaceRek.Core.Organizations.Organization Mine => current.Organization;

    /// <summary>The owner returns from a checkout that is not complete, because the bank takes time or the owner went back.</summary>
    public bool IsAwaited { get; private set; }
    public IReadOnlyList<InvoiceRow> Latest { get; private set; } = [];

    public async Task OnGetAsync(string? from, CancellationToken cancellationToken)
    {
        Standing = await overviews.StandingAsync(cancellationToken);
        IsAwaited = from == "stripe" && Standing.OpenCheckout is not null;
        var invoices = (
            await history.InvoicesAsync(BillingYear.Read(null, Mine, clock.GetUtcNow())!, cancellationToken)
        )
            .Take(LatestInvoices)
            .ToList();
        Latest = InvoiceRows.Of(
            invoices,
            await history.RefundsAsync(invoices, cancellationToken),
            Mine,
            Standing.IsConfigured ? Url.Content("~/billing/invoice") : null,
            canAsk: false
        );
    }
}
