namespace FaceRek.Core.People;

/// <summary>A face as webhooks tell of it: that there is one, never what it looks like.</summary>
public sealed record FacePayload(Guid FaceId, PersonPayload Person);
