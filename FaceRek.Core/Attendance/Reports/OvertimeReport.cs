using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>A line for each day with overtime, and for each week with weekly overtime on its Sunday.</summary>
internal sealed class OvertimeReport : Report
{
    public override ReportKind Kind => ReportKind.Overtime;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id"),
            new("Department"),
            new("Day"),
            new("Beyond"),
            new("Worked", ReportColumnKind.Length),
            new("Overtime", ReportColumnKind.Length),
            new("Of it paid", ReportColumnKind.Length),
            new("Decision"),
            new("Time zone", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context) =>
        person
            .Days.Where(day => day.OvertimeSeconds > 0)
            .Select(day =>
                (
                    day.On,
                    Line: Line(
                        person,
                        day.On,
                        day.HolidaySeconds > 0 ? "Holiday" : "Day",
                        day.WorkedSeconds,
                        day.OvertimeSeconds,
                        day.AcceptedOvertimeSeconds,
                        day.OpenExceptions.HasFlag(ExceptionKinds.Overtime),
                        day.Zone
                    )
                )
            )
            .Concat(
                person
                    .Weeks.Where(week => context.Now >= week.SettlesAt)
                    .Select(week =>
                        (
                            On: week.Sunday,
                            Line: Line(
                                person,
                                week.Sunday,
                                "Week",
                                week.OrdinarySeconds,
                                week.OvertimeSeconds,
                                week.AcceptedSeconds,
                                week.NeedsDecision,
                                person.On(week.Sunday).Zone
                            )
                        )
                    )
            )
            .OrderBy(one => one.On)
            .Select(one => one.Line);

    private static IReadOnlyList<ReportCell> Line(
        PersonDays person,
        DateOnly on,
        string beyond,
        int worked,
        int overtime,
        int accepted,
        bool waits,
        string zone
    ) =>
        [
            Text(person.Person.Name),
            Text(person.Person.ExternalId),
            Text(person.On(on).Department),
            new ReportCell.Day(on),
            new ReportCell.Word(beyond),
            Length(worked),
            Length(overtime),
            Length(accepted),
            new ReportCell.Word(
                waits ? "Waiting"
                : accepted > 0 ? "Accepted"
                : "Refused"
            ),
            Text(zone),
        ];
}
