namespace FaceRek.Web.Api.Json;

/// <param name="PersonId">Left out where the face is to say who it is (1:N); this needs faces:match as well.</param>
public sealed record NewChallengeJson(Guid? PersonId = null);
