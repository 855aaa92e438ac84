namespace FaceRek.Core.Billing;

public enum SyncOutcome
{
    Done,

    /// <summary>Somebody else syncs the same customer: theirs will do, or ask again in a moment.</summary>
    Busy,

    /// <summary>The organization never wanted to pay, so there is nobody to ask about.</summary>
    NoCustomer,
    NotConfigured,
}
