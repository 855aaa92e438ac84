using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People;

/// <summary>Conditions on people that are used in more than one place.</summary>
public static class PeopleQueries
{
    private const int MaxWords = 8;

    public static IQueryable<Person> Active(this IQueryable<Person> people) =>
        people.Where(p => p.Status == PersonStatus.Active);

    /// <summary>All people who are not erased.</summary>
    public static IQueryable<Person> Known(this IQueryable<Person> people) =>
        people.Where(p => p.Status != PersonStatus.Erased);

    /// <summary>The person linked to a signed-in user, if any.</summary>
    public static IQueryable<Person> OfUser(this IQueryable<Person> people, Guid userId) =>
        people.Known().Where(p => p.UserId == userId);

    /// <summary>Who is told what happens to the person; null where the person left or has no sign-in.</summary>
    public static Task<Guid?> UserOfAsync(
        this IQueryable<Person> people,
        Guid personId,
        CancellationToken cancellationToken
    ) => people.Active().Where(p => p.Id == personId).Select(p => p.UserId).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The people a user may see and decide about.</summary>
    public static IQueryable<Person> Within(this IQueryable<Person> people, VisibilityScope reach) =>
        reach.Departments is { } departments
            ? people.Where(p => p.DepartmentId != null && departments.Contains(p.DepartmentId.Value))
            : people;

    /// <summary>Every word occurs in the name, external id or email; case and accents are ignored.</summary>
    public static IQueryable<Person> Matching(this IQueryable<Person> people, string? search)
    {
        foreach (
            var word in Folded
                .Of(search ?? "")
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Take(MaxWords)
        )
        {
            people = people.Where(p => p.SearchKey.Contains(word));
        }
        return people;
    }
}
