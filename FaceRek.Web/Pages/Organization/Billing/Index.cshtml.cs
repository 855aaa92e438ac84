using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Billing;

[LeadsToStripe]
public sealed class IndexModel(BillingOffice office, BillingBooks books, CurrentOrganization current, TimeProvider clock) : PageModel
{
    private const int LatestInvoices = 3;

    public BillingStanding Standing { get; private set; } = null!;
    public FaceRek.Core.Organizations.Organization Mine => current.Organization;
    public IReadOnlyList<InvoiceRow> Latest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Standing = await office.StandingAsync(cancellation);
        var invoices = (await books.InvoicesAsync(BillingYear.Read(null, Mine, clock.GetUtcNow())!, cancellation)).Take(LatestInvoices).ToList();
        Latest = InvoiceRows.Of(invoices, await books.RefundsAsync(invoices, cancellation), Mine, Url.Content("~/billing/invoice"));
    }
}
