using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Api.Calls;

/// <summary>The model a call asks for by name; the organization's own where it names none.</summary>
public sealed class AskedModel(FaceModels models, CurrentOrganization current)
{
    /// <returns>Null where there is no such model, or it cannot be used.</returns>
    public ModelId? Find(string? name) =>
        models.Installed.FirstOrDefault(model =>
            model.Name == (name ?? current.Organization.FaceModel) && model.IsUsable
        )
            is { } found
            ? new ModelId(found.Name, found.Version)
            : null;
}
