/** The version that this agent tells the office; a test holds it to package.json, which a packaged agent does not have. */

export const version = '0.1.0'
