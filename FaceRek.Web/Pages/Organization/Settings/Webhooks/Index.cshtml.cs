using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Settings.Webhooks;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db) : PageModel
{
    public IReadOnlyList<Row> Endpoints { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Endpoints = await db
            .WebhookEndpoints.OrderBy(endpoint => endpoint.Id)
            .Select(endpoint => new Row(
                endpoint.Id,
                endpoint.Url,
                endpoint.StoppedAt != null,
                db.WebhookDeliveries.Count(row => row.EndpointId == endpoint.Id && row.State == WebhookState.Pending),
                db.WebhookDeliveries.Count(row => row.EndpointId == endpoint.Id && row.State == WebhookState.Dead)
            ))
            .ToListAsync(cancellationToken);

    public sealed record Row(Guid Id, string Url, bool IsStopped, int Waiting, int Dead);
}
