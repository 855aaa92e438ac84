using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <param name="Challenge">The id of one that was issued to this caller and is not used.</param>
internal sealed record SandboxBurstQuery([FromQuery(Name = "challenge")] string Challenge);
