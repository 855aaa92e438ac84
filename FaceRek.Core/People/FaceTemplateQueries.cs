using FaceRek.Core.Faces;

namespace FaceRek.Core.People;

public static class FaceTemplateQueries
{
    public static IQueryable<FaceTemplate> OfPerson(this IQueryable<FaceTemplate> templates, Guid personId) =>
        templates.Where(row => row.PersonId == personId);

    public static IQueryable<FaceTemplate> OfModel(this IQueryable<FaceTemplate> templates, ModelId model) =>
        templates.Where(row => row.ModelName == model.Name && row.ModelVersion == model.Version);
}
