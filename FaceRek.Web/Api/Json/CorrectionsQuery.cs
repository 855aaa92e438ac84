using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <summary>Which requests, and which page of them.</summary>
internal sealed record CorrectionsQuery(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "person_id")] Guid? PersonId,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit
);
