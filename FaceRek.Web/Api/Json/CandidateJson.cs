namespace FaceRek.Web.Api.Json;

/// <param name="FaceId">The enrolled face that came nearest.</param>
/// <param name="Margin">For the best: the lead over the second. For others: how far behind the best.</param>
public sealed record CandidateJson(Guid PersonId, Guid? FaceId, float Score, float? Margin);
