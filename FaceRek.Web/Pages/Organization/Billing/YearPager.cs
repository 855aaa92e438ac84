using FaceRek.Core.Billing.History;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>The years before and after the shown one.</summary>
/// <param name="Page">Below /billing.</param>
public sealed record YearPager(string Page, int? Before, int? After)
{
    public static YearPager Around(
        BillingYear year,
        string page,
        FaceRek.Core.Organizations.Organization organization,
        DateTimeOffset now
    ) =>
        new(
            page,
            year.Year > organization.InZone(organization.CreatedAt).Year ? year.Year - 1 : null,
            year.Year < organization.InZone(now).Year ? year.Year + 1 : null
        );
}
