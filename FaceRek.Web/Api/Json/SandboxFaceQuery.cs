using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <param name="Moment">1 to 99, and 1 where it is left out: each is another picture of the same, and always the same picture.</param>
internal sealed record SandboxFaceQuery([FromQuery(Name = "moment")] int? Moment);
