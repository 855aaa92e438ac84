using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <param name="From">First day.</param>
/// <param name="To">Last day; at most 62 days in all.</param>
internal sealed record DaysQuery(
    [FromQuery(Name = "from")] DateOnly From,
    [FromQuery(Name = "to")] DateOnly To,
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);
