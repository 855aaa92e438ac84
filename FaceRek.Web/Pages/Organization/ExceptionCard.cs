using FaceRek.Core.Attendance.Days;

namespace FaceRek.Web.Pages.Organization;

/// <summary>One thing to decide.</summary>
/// <param name="On">Its day; for a week the Sunday.</param>
/// <param name="Text">What happened, in a sentence.</param>
public sealed record ExceptionCard(Guid PersonId, string Name, DateOnly On, ExceptionKinds Kind, string Text)
{
    /// <summary>Whether it can also be refused; the others are only acknowledged.</summary>
    public bool IsRefusable =>
        Kind is ExceptionKinds.ForgottenCheckOut or ExceptionKinds.Overtime or ExceptionKinds.WeeklyOvertime;

    public string Key => $"{PersonId}-{On.DayNumber}-{(int)Kind}";
}
