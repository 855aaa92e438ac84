using System.Globalization;
using FaceRek.Core.Mail;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>The text of the emails. They say when and what, and contain nothing that must not be in a mailbox.</summary>
internal static class NotificationText
{
    public static EmailMessage MissedCheckOut(NotificationRecipient reader, DateOnly on, Uri page, Uri off) =>
        Letter(
            reader,
            $"Did you check out on {Day(on)}?",
            $"""
            on {Day(on)} you checked in, and no check-out followed. Until somebody decides,
            the end of your shift counts as the end of your day. If that is not so, ask for the right time:

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
        Letter(
            reader,
            $"Your {Day(on)} was decided",
            $"""
            a manager looked at your {Day(on)}: what was open about it was {(isAccepted ? "accepted" : "not accepted")}.
            Your day, with the reason for each figure:

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
        Letter(
            reader,
            $"Your week to {Day(sunday)} was decided",
            $"""
            a manager looked at the overtime of your week to {Day(sunday)}: it was {(
                isAccepted ? "accepted" : "not accepted"
            )}.
            Your month, with the figures of each day:

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
        Letter(
            reader,
            $"Your correction for {Day(on)} was {(isApproved ? "approved" : "refused")}",
            $"""
            the correction that you asked for on {Day(on)} was {(isApproved ? "approved" : "refused")}.{(
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
        Letter(
            reader,
            $"Your leave from {Day(from)} was {(isApproved ? "approved" : "refused")}",
            $"""
            your leave from {Day(from)} to {Day(until)} was {(isApproved ? "approved" : "refused")}.{(
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
        Letter(
            reader,
            $"Your team in the week of {Day(monday)}",
            $"""
            in the week of {Day(monday)} your people came on {present} of {expected} days on which they were expected,
            on {late} of them late. {(
                waiting == 0 ? "Nothing waits for a decision."
                : waiting == 1 ? "1 day or week waits for a decision."
                : $"{waiting} days and weeks wait for a decision."
            )}

            {page}
            """,
            off
        );

    private static EmailMessage Letter(NotificationRecipient reader, string subject, string body, Uri off) =>
        new(
            reader.Email,
            reader.Name,
            subject,
            $"""
            Hello {reader.Name},

            {body}

            You can choose which of these letters you get: {off}
            """
        );

    private static string Day(DateOnly day) => day.ToString("dddd d MMMM", CultureInfo.GetCultureInfo("en-GB"));
}
