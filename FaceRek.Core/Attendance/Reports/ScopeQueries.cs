using FaceRek.Core.Attendance.Days;
using FaceRek.Core.People;
using FaceRek.Core.Storage;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>The people and days in a scope, by people's workplace on each day.</summary>
public static class ScopeQueries
{
    /// <summary>People who belonged there on at least one of its days.</summary>
    public static IQueryable<Person> Within(this IQueryable<Person> people, FaceRekDb db, ReportScope scope)
    {
        if (scope.IsEverywhere)
        {
            return people;
        }
        var (from, to) = (scope.From, scope.To);
        var still = db
            .People.In(scope)
            .Where(person => !db.FormerWorkplaces.Any(place => place.PersonId == person.Id && place.Until >= to));
        var once = db
            .FormerWorkplaces.In(scope)
            .Where(place =>
                place.Until >= from
                && !db.FormerWorkplaces.Any(earlier =>
                    earlier.PersonId == place.PersonId && earlier.Until >= to && earlier.Until < place.Until
                )
            );
        return people.Where(person =>
            still.Any(one => one.Id == person.Id) || once.Any(place => place.PersonId == person.Id)
        );
    }

    /// <summary>Days on which their person belonged there.</summary>
    public static IQueryable<AttendanceDay> Within(this IQueryable<AttendanceDay> days, FaceRekDb db, ReportScope scope)
    {
        if (scope.IsEverywhere)
        {
            return days;
        }
        var (now, once) = (db.People.In(scope), db.FormerWorkplaces.In(scope));
        return days.Where(day =>
            (
                now.Any(person => person.Id == day.PersonId)
                && !db.FormerWorkplaces.Any(place => place.PersonId == day.PersonId && place.Until >= day.On)
            )
            || once.Any(place =>
                place.PersonId == day.PersonId
                && place.Until >= day.On
                && !db.FormerWorkplaces.Any(earlier =>
                    earlier.PersonId == day.PersonId && earlier.Until >= day.On && earlier.Until < place.Until
                )
            )
        );
    }

    private static IQueryable<Person> In(this IQueryable<Person> people, ReportScope scope)
    {
        people = people.Within(scope.Reach);
        if (scope.Departments is { } departments)
        {
            people = people.Where(person =>
                person.DepartmentId != null && departments.Contains(person.DepartmentId.Value)
            );
        }
        return scope.SiteId is { } siteId ? people.Where(person => person.SiteId == siteId) : people;
    }

    private static IQueryable<FormerWorkplace> In(this IQueryable<FormerWorkplace> places, ReportScope scope)
    {
        foreach (var departments in new[] { scope.Reach.Departments, scope.Departments }.OfType<IReadOnlyList<Guid>>())
        {
            places = places.Where(place =>
                place.DepartmentId != null && departments.Contains(place.DepartmentId.Value)
            );
        }
        return scope.SiteId is { } siteId ? places.Where(place => place.SiteId == siteId) : places;
    }
}
