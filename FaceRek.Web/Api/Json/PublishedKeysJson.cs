using FaceRek.Web.Api.Tokens;

namespace FaceRek.Web.Api.Json;

/// <summary>RFC 7517.</summary>
public sealed record PublishedKeysJson(IReadOnlyList<PublishedKeyJson> Keys);
