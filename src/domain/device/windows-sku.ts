// The editions of Windows by their numbers (`GetProductInfo`), with the names that Intune's filters know them by.

/** `undefined` for a number that Intune has no name for. */
export function skuName(sku: number): string | undefined {
  return NAMES[sku];
}

const NAMES: Readonly<Record<number, string>> = {
  4: 'Enterprise',
  10: 'Core',
  27: 'EnterpriseN',
  48: 'Professional',
  49: 'BusinessN',
  72: 'EnterpriseEval',
  84: 'EnterpriseNEval',
  98: 'CoreN',
  99: 'CoreCountrySpecific',
  100: 'CoreSingleLanguage',
  111: 'Core',
  119: 'PPIPro',
  121: 'Education',
  122: 'EducationN',
  123: 'IoTUAP',
  125: 'EnterpriseS',
  126: 'EnterpriseSN',
  129: 'EnterpriseSEval',
  131: 'IoTUAPCommercial',
  136: 'Holographic',
  138: 'ProfessionalSingleLanguage',
  161: 'ProfessionalWorkstation',
  162: 'ProfessionalN',
  164: 'ProfessionalEducation',
  165: 'ProfessionalEducationN',
  171: 'EnterpriseG',
  172: 'EnterpriseGN',
  175: 'ServerRdsh',
  188: 'IoTEnterprise',
  202: 'CloudEditionN',
  203: 'CloudEdition',
};
