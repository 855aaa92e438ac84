using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;

namespace FaceRek.Web.Demo;

/// <summary>
/// The demo's workplaces and shifts: two sites, a tree of departments, shifts by day and by night, a holiday, leave in
/// every state, and a person who moved.
/// </summary>
internal sealed class DemoWorkplaces(
    FaceRekDb db,
    Organization organization,
    IReadOnlyDictionary<Role, User> members,
    DateTimeOffset now
)
{
    public const string MillLane = "Mill Lane",
        Station = "Station kiosk";
    public const string Bakery = "Bakery",
        Ovens = "Ovens",
        Shop = "Shop",
        Office = "Office";

    private const int HolidayDaysAgo = 9;
    private const string Moved = "Kwame Mensah";
    private const int MovedDaysAgo = 12;
    private const int ShiftMinutes = 9 * 60;

    private readonly Dictionary<string, Site> sites = [];
    private readonly Dictionary<string, Department> departments = [];
    private readonly Dictionary<TimeOnly, Shift> shifts = [];

    private DateOnly Today => organization.DayOf(now);

    /// <summary>A weekday, so that people would have worked.</summary>
    public DateOnly Holiday =>
        Today.AddDays(-HolidayDaysAgo) is var day && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? day.AddDays(-3)
            : day;

    public void AddPlaces()
    {
        foreach (
            var (name, address, rule, latitude, longitude) in new[]
            {
                (MillLane, "1 Mill Lane, London", LocationRule.Off, 51.5155, -0.1019),
                (Station, "Platform 2, London", LocationRule.Note, 51.5308, -0.1238),
            }
        )
        {
            sites[name] = new Site
            {
                OrganizationId = organization.Id,
                Name = name,
                Zone = organization.Zone,
                Address = address,
                PlaceRule = rule,
                Latitude = latitude,
                Longitude = longitude,
                RadiusMetres = 200,
                Networks = "198.51.100.0/24",
                CreatedAt = now,
            };
        }
        foreach (
            var (name, parent) in new[] { (Bakery, null), (Ovens, Bakery), (Shop, Bakery), (Office, (string?)null) }
        )
        {
            departments[name] = new Department
            {
                OrganizationId = organization.Id,
                Name = name,
                ParentId = parent is null ? null : departments[parent].Id,
                CreatedAt = now,
            };
        }
        db.AddRange(sites.Values);
        db.AddRange(departments.Values);
        db.Add(
            new DepartmentManager
            {
                OrganizationId = organization.Id,
                DepartmentId = departments[Bakery].Id,
                UserId = members[Role.Manager].Id,
            }
        );
        db.AddRange(
            new Holiday
            {
                OrganizationId = organization.Id,
                On = Holiday,
                Name = "Founders’ day",
            },
            new Holiday
            {
                OrganizationId = organization.Id,
                On = new DateOnly(Today.Year, 12, 25),
                Name = "Christmas Day",
            },
            new Holiday
            {
                OrganizationId = organization.Id,
                SiteId = sites[Station].Id,
                On = new DateOnly(Today.Year, 12, 26),
                Name = "Boxing Day",
            }
        );
    }

    /// <summary>After the people were saved. One shift stays unassigned: lunch and dinner, with the afternoon off.</summary>
    public void Employ(IEnumerable<(Person Person, DemoPerson Part)> people)
    {
        db.Add(
            new Shift
            {
                OrganizationId = organization.Id,
                Name = "Lunch and dinner",
                StartsAt = new TimeOnly(11, 0),
                Minutes = 10 * 60,
                FirstPartMinutes = 4 * 60,
                SecondPartAfter = 6 * 60,
                Days = WeekDays.Saturday | WeekDays.Sunday,
                CreatedAt = now,
            }
        );
        foreach (var (person, part) in people)
        {
            (person.SiteId, person.DepartmentId) = (sites[part.Site].Id, departments[part.Department].Id);
            if (person.Name == Moved)
            {
                db.Add(
                    new FormerWorkplace
                    {
                        OrganizationId = organization.Id,
                        PersonId = person.Id,
                        Until = Today.AddDays(-MovedDaysAgo),
                        SiteId = sites[MillLane].Id,
                        DepartmentId = departments[Office].Id,
                    }
                );
            }
            db.Add(
                new ShiftAssignment
                {
                    OrganizationId = organization.Id,
                    PersonId = person.Id,
                    ShiftId = ShiftFrom(part.Starts).Id,
                    From = Today.AddDays(-40),
                    CreatedAt = now,
                    CreatedById = members[Role.Admin].Id,
                }
            );
        }
    }

    public void AddLeave(IReadOnlyDictionary<string, Person> people)
    {
        Approve(NewLeave(people["Priya Raman"], -15, -13, isPaid: true, "Visiting my sister"));
        Approve(NewLeave(people["Luca Conti"], -6, -6, isPaid: true, null, LeavePart.Afternoon));
        Approve(NewLeave(people["Zofia Nowak"], -2, 4, isPaid: false, null));
        NewLeave(people["Grace Adeyemi"], 12, 16, isPaid: true, "A long weekend by the sea");
        NewLeave(people["Eve Nakamura"], 20, 24, isPaid: true, null)
            .Decide(
                LeaveStatus.Refused,
                members[Role.Manager].Id,
                "Half the shop is away that week. Could it be the next?",
                now.AddDays(-1)
            );
    }

    public bool IsAway(DemoPerson part, DateOnly day) =>
        day == Holiday && part.Department != Ovens
        || (part.Name == "Priya Raman" && day >= Today.AddDays(-15) && day <= Today.AddDays(-13))
        || (part.Name == "Zofia Nowak" && day >= Today.AddDays(-2));

    private Shift ShiftFrom(TimeOnly starts)
    {
        if (shifts.TryGetValue(starts, out var known))
        {
            return known;
        }
        var name = starts.Hour switch
        {
            < 6 => "Ovens",
            < 8 => "Early",
            < 12 => $"Day from {starts:HH:mm}",
            < 20 => "Late",
            _ => "Night",
        };
        var shift = new Shift
        {
            OrganizationId = organization.Id,
            Name = name,
            StartsAt = starts,
            Minutes = ShiftMinutes,
            Days = (WeekDays)0b0011111,
            CreatedAt = now,
        };
        db.Add(shift);
        return shifts[starts] = shift;
    }

    private Leave NewLeave(
        Person person,
        int from,
        int until,
        bool isPaid,
        string? reason,
        LeavePart part = LeavePart.WholeDay
    )
    {
        var leave = new Leave
        {
            OrganizationId = organization.Id,
            PersonId = person.Id,
            From = Today.AddDays(from),
            Until = Today.AddDays(until),
            Part = part,
            IsPaid = isPaid,
            Reason = reason,
            RequestedAt = now.AddDays(-20),
            RequestedById = person.UserId ?? members[Role.Manager].Id,
        };
        db.Add(leave);
        return leave;
    }

    private void Approve(Leave leave) =>
        leave.Decide(LeaveStatus.Approved, members[Role.Manager].Id, note: null, now.AddDays(-19));
}
