using System.Globalization;
using FaceRek.Core.Mail;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>The text of the emails. They say when and what, and contain nothing that must not be in a mailbox.</summary>
internal static class NotificationText
{
    public static EmailMessage MissedCheckOut(NotificationRecipient reader, DateOnly on, Uri page, Uri off) =>
        Notification(
            reader,
            $"Did you check out on {Day(on)}?",
            $"""
            You checked in on {Day(on)} but did not check out. Until a manager decides,
            the end of your shift counts as your check-out. If that is wrong, ask for a correction:

            {page}
            """,
            off
        );

    public static EmailMessage DayDecided(
        NotificationRecipient reader,
        DateOnly on,
        bool isAccepted,
        Uri page,
        Uri off
    ) =>
        Notification(
            reader,
            $"Your {Day(on)} was decided",
            $"""
            A manager decided about your {Day(on)}: it was {(isAccepted ? "accepted" : "not accepted")}.
            See your day, with the reason for each figure:

            {page}
            """,
            off
        );

    public static EmailMessage WeekDecided(
        NotificationRecipient reader,
        DateOnly sunday,
        bool isAccepted,
        Uri page,
        Uri off
    ) =>
        Notification(
            reader,
            $"Your week to {Day(sunday)} was decided",
            $"""
            A manager decided about the overtime of your week to {Day(sunday)}: it was {(
                isAccepted ? "accepted" : "not accepted"
            )}.
            See your month, with the figures of each day:

            {page}
            """,
            off
        );

    public static EmailMessage CorrectionDecided(
        NotificationRecipient reader,
        DateOnly on,
        bool isApproved,
        string? note,
        Uri page,
        Uri off
    ) =>
        Notification(
            reader,
            $"Your correction for {Day(on)} was {(isApproved ? "approved" : "refused")}",
            $"""
            Your correction for {Day(on)} was {(isApproved ? "approved" : "refused")}.{(
                note is null ? "" : $"\nThe manager wrote: {note}"
            )}

            {page}
            """,
            off
        );

    public static EmailMessage LeaveDecided(
        NotificationRecipient reader,
        DateOnly from,
        DateOnly until,
        bool isApproved,
        string? note,
        Uri page,
        Uri off
    ) =>
        Notification(
            reader,
            $"Your leave from {Day(from)} was {(isApproved ? "approved" : "refused")}",
            $"""
            Your leave from {Day(from)} to {Day(until)} was {(isApproved ? "approved" : "refused")}.{(
                note is null ? "" : $"\nThe manager wrote: {note}"
            )}

            {page}
            """,
            off
        );

    public static EmailMessage WeeklyDigest(
        NotificationRecipient reader,
        DateOnly monday,
        int present,
        int expected,
        int late,
        int waiting,
        Uri page,
        Uri off
    ) =>
        Notification(
            reader,
            $"Your team in the week of {Day(monday)}",
            $"""
            In the week of {Day(monday)} your team was present on {present} of {expected} expected days,
            and late on {late} of them. {(
                waiting == 0 ? "Nothing needs your decision."
                : waiting == 1 ? "1 day or week needs your decision."
                : $"{waiting} days and weeks need your decision."
            )}

            {page}
            """,
            off
        );

    private static EmailMessage Notification(NotificationRecipient reader, string subject, string body, Uri off) =>
        new(
            reader.Email,
            reader.Name,
            subject,
            $"""
            Hello {reader.Name},

            {body}

            Choose which emails you get: {off}
            """
        );

    private static string Day(DateOnly day) => day.ToString("dddd d MMMM", CultureInfo.GetCultureInfo("en-GB"));
}
