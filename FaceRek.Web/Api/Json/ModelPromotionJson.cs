namespace FaceRek.Web.Api.Json;

/// <param name="LeaveBehind">Go on although somebody has no template of the tried model yet; they are asked by letter to enrol again.</param>
public sealed record ModelPromotionJson(bool LeaveBehind = false);
