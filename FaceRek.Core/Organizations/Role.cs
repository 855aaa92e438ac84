namespace FaceRek.Core.Organizations;

/// <summary>Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Checks in and sees their own punches.</summary>
    Employee,

    /// <summary>Sees who is in and punches for others by hand.</summary>
    Manager,

    /// <summary>Keeps people, consent, enrolment and settings.</summary>
    Admin,

    /// <summary>Pays, and says who is an owner.</summary>
    Owner,
}
