namespace FaceRek.Web.Api.Json;

public sealed record NewChallengeJson(Guid PersonId);
