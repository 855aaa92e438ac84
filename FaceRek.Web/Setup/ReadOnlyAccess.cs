namespace FaceRek.Web.Setup;

/// <summary>Whether a form works while its organization can only be read, for want of payment.</summary>
public enum ReadOnlyAccess
{
    /// <summary>It does not: it is turned away at the door. So is every form that says nothing else.</summary>
    Settings,

    /// <summary>Its desk decides, for the form also does what always works, or has a place for the sentence.</summary>
    Desk,

    /// <summary>It works: punches, somebody's rights, taking access away, paying.</summary>
    Open,
}
