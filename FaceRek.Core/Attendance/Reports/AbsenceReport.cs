using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

internal sealed class AbsenceReport : Report
{
    public override ReportKind Kind => ReportKind.Absence;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id"),
            new("Department"),
            new("Day"),
            new("Status"),
            new("Planned", ReportColumnKind.Length),
            new("Worked", ReportColumnKind.Length),
            new("Paid leave", ReportColumnKind.Length),
            new("Unpaid leave", ReportColumnKind.Length),
            new("Time zone", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context) =>
        person
            .Days.Where(day =>
                day.StatusAt(context.Now) is DayStatus.Absent or DayStatus.Leave or DayStatus.HalfDay
                || day.PaidLeaveSeconds + day.UnpaidLeaveSeconds > 0
            )
            .Select(day =>
                (IReadOnlyList<ReportCell>)
                    [
                        Text(person.Person.Name),
                        Text(person.Person.ExternalId),
                        Text(person.On(day.On).Department),
                        new ReportCell.Day(day.On),
                        Status(day, context),
                        Length(day.PlannedSeconds),
                        Some(day.WorkedSeconds),
                        Some(day.PaidLeaveSeconds),
                        Some(day.UnpaidLeaveSeconds),
                        Text(day.Zone),
                    ]
            );
}
