namespace FaceRek.Core.People;

public static class LookAlikeQueries
{
    public static IQueryable<LookAlike> OfPerson(this IQueryable<LookAlike> pairs, Guid personId) =>
        pairs.Where(pair => pair.OneId == personId || pair.OtherId == personId);
}
