namespace FaceRek.Core.Billing.Plans;

/// <summary>
/// What a plan may or may not include, in the order in which people compare plans. Numbers (people, sites) are limits
/// of the <see cref="Plan"/>.
/// </summary>
public enum Feature
{
    /// <summary>Check-in by face, PIN or a manager's punch, with the live board of who is present.</summary>
    CheckIn,

    /// <summary>CSV import and export.</summary>
    Sheets,

    /// <summary>Neural networks in addition to the classic engine.</summary>
    NeuralModels,

    /// <summary>Shifts, lateness and overtime.</summary>
    Shifts,

    /// <summary>Corrections that people request and managers decide on, and timesheets for payroll.</summary>
    Timesheets,

    /// <summary>The REST API.</summary>
    Api,

    /// <summary>Signed messages to other systems when things happen.</summary>
    Webhooks,

    /// <summary>Support by email.</summary>
    MailSupport,
}
