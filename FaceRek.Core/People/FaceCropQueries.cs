using FaceRek.Core.Faces;

namespace FaceRek.Core.People;

public static class FaceCropQueries
{
    public static IQueryable<FaceCrop> NotTriedBy(this IQueryable<FaceCrop> crops, ModelId model)
    {
        var name = model.ToString();
        return crops.Where(crop => crop.TriedModel != name);
    }
}
