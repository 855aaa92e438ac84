namespace FaceRek.Core.Attendance.Reports;

internal sealed class RegisterReport : Report
{
    public override ReportKind Kind => ReportKind.Register;

    public override IReadOnlyList<ReportColumn> Columns(ReportContext context) =>
        [
            new("Person"),
            new("External id"),
            new("Department"),
            new("Site", InFileOnly: true),
            new("Day"),
            new("Status"),
            new("Shift from"),
            new("Shift to"),
            new("In"),
            new("Out"),
            new("Worked", ReportColumnKind.Length),
            new("Break", ReportColumnKind.Length),
            new("Late", ReportColumnKind.Length),
            new("Early", ReportColumnKind.Length),
            new("Overtime", ReportColumnKind.Length),
            new("Time zone", InFileOnly: true),
        ];

    public override IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context) =>
        person.Days.Select(day =>
            (IReadOnlyList<ReportCell>)
                [
                    Text(person.Person.Name),
                    Text(person.Person.ExternalId),
                    Text(person.On(day.On).Department),
                    Text(person.On(day.On).Site),
                    new ReportCell.Day(day.On),
                    Status(day, context),
                    Clock(day, day.PlannedFrom),
                    Clock(day, day.PlannedTo),
                    Clock(day, day.FirstInAt),
                    Clock(day, day.LastOutAt),
                    Length(day.WorkedSeconds),
                    Some(day.BreakSeconds + day.DeductedSeconds),
                    Some(day.LateSeconds),
                    Some(day.EarlySeconds),
                    Some(day.OvertimeSeconds),
                    Text(day.Zone),
                ]
        );
}
