using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <summary>Which punches, and which page of them.</summary>
/// <param name="From">Punches from this instant on.</param>
/// <param name="To">Punches before this instant.</param>
internal sealed record PunchesQuery(
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "from")] DateTimeOffset? From,
    [FromQuery(Name = "to")] DateTimeOffset? To,
    [FromQuery(Name = "since")] string? Since,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);
