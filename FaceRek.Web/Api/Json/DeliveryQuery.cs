using FaceRek.Core.Webhooks;
using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <param name="State">pending, delivered or dead; left out for all.</param>
/// <param name="Limit">1 to 200; left out for 50.</param>
/// <param name="Cursor">From the page before.</param>
internal sealed record DeliveryQuery(
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor
)
{
    public static IQueryable<WebhookDelivery> Filter(
        IQueryable<WebhookDelivery> rows,
        Guid endpointId,
        WebhookState? state
    ) => rows.Where(row => row.EndpointId == endpointId && (state == null || row.State == state));
}
