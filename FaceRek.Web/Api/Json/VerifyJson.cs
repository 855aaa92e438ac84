namespace FaceRek.Web.Api.Json;

/// <param name="PersonId">Whom the picture should show.</param>
/// <param name="OtherPicture">Instead of a person: another picture of somebody.</param>
/// <param name="Model">One of those installed; left out for the one in force.</param>
public sealed record VerifyJson(
    PictureJson Picture,
    Guid? PersonId = null,
    PictureJson? OtherPicture = null,
    string? Model = null
);
