using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <param name="Model">One of those installed; left out for the one in force.</param>
internal sealed record ModelQuery([FromQuery(Name = "model")] string? Model);
