namespace FaceRek.Core.Billing.Plans;

/// <summary>What a plan may or may not include, in the order in which people compare plans. Numbers (people, sites) are limits of the <see cref="Plan"/>.</summary>
public enum Feature
{
    /// <summary>Check-in by face, PIN or a manager's punch, with the live board of who is in.</summary>
    CheckIn,

    /// <summary>CSV in and out.</summary>
    Sheets,

    /// <summary>Networks beside the classic engine.</summary>
    NeuralModels,

    /// <summary>Shifts, lateness and overtime.</summary>
    Shifts,

    /// <summary>Corrections that people ask for and managers decide on, and timesheets for payroll.</summary>
    Timesheets,

    /// <summary>The REST API.</summary>
    Api,

    /// <summary>Signed messages to other systems as things happen.</summary>
    Webhooks,

    /// <summary>Answers to letters of the customer.</summary>
    MailSupport,
}
