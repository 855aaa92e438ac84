namespace FaceRek.Web.Api.Json;

/// <param name="Picture">JPEG or PNG with one face.</param>
/// <param name="OverrideReason">Why the face is taken although a check speaks against it; at most 300 characters, kept with it.</param>
public sealed record NewFaceJson(PictureJson Picture, string? OverrideReason = null);
